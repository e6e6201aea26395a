"""The words of mails: codes to English. Pure tables."""

SENTENCES: dict[str, str] = {
    "mail_away": "The mail server does not answer. Mails wait and are sent later.",
    "mail_login": "The mail server does not accept the till's login. Mails wait. Call IT.",
    "mail_tls": "The connection to the mail server is not safe. Mails wait. Call IT.",
    "mail_barred": "The mail server takes no mail from this till. Mails wait. Call IT.",
    "mail_ok": "Mails go out again.",
    "mail_refused": "A mail was refused by the mail server ({reason}).",
    "mail_address": "A mail's address cannot be one; correct it.",
    "mail_put_off": "The mail server keeps putting a mail off: {reason} It is tried further.",
    "mail_broken": "The connection to the mail server keeps breaking under a mail. It is tried further.",
    "mail_attachment": "The file of a mail could not be made. It is tried further; call the manager.",
    "mail_fault": "A mail met an error of the till's own. It is tried further; call support.",
    "mail_address_empty": "Type a mail address.",
    "mail_address_at": "A mail address has one @ with something on both sides.",
    "mail_address_sign": "A mail address has no blanks, quotes or commas: ask for its spelling.",
    "mail_address_domain": "The part behind the @ cannot be right: ask for its spelling.",
    "mail_address_long": "That is too long for a mail address.",
}
