"""The words of the first-run page: answers that cannot be taken, and what its tests found. Pure tables."""

SENTENCES: dict[str, str] = {
    "setup_unprintable": "There is a sign in it that cannot be used. Erase it and type it again.",
    "setup_name_missing": "Type the name of the shop, 80 letters at most. It stands on every receipt.",
    "setup_terminal_wrong": "A till's name has 1 to 8 capital letters (A to Z) and digits. Type another.",
    "setup_currency_wrong": "A currency has three letters, such as EUR. Type its code.",
    "setup_rate_wrong": "Type the rate as a number from 0 to 100, such as 7 or 8.25.",
    "setup_stock_address": "This is no address of a stock server. Type its name, or redis://HOST:PORT/0.",
    "setup_centre_address": "This is no address of a centre. Type its name, or mongodb://HOST:PORT/.",
    "setup_printer_address": "This is no address of a printer. Type it like 192.0.2.17 or 192.0.2.17:9100.",
    "setup_path_wrong": "A path begins with /. Type it whole, such as /dev/ttyACM0.",
    "setup_manager_missing": "Type the name of the manager, 80 letters at most.",
    "setup_pin_length": "A PIN has 4 to 8 digits. Choose another.",
    "setup_pin_easy": "This PIN is one of the first that anybody tries. Choose one that is no row of digits.",
    "setup_pin_differs": "The two PINs differ. Type it again, or go back and choose a new one.",
    "setup_embedded_missing": (
        "The servers for a till alone are not installed. Install the package pos-terminal-embedded-centre, "
        "or choose another row."
    ),
    "setup_asking": "The server is being asked.",
    "setup_printing": "The test page is being printed.",
    "setup_fault": "The test met a fault of the program ({name}). Go on, and look at the program's log.",
    "setup_scan_broken": "A scan came only in part. Scan it again; try another speed if that happens often.",
    "setup_scanner_away": (
        "The port cannot be read. Plug the scanner in; if it is, add this user to the group dialout."
    ),
    "setup_file_exists": "There is a file {path} by now. It was left as it is: close this and start again.",
    "setup_unwritable": "{path} cannot be written. Make room, or give this user the right to write there.",
    "setup_not_saved": "Nothing was saved. {text}",
    "setup_stock_fine": "The stock server answers (version {version}). Everything is well.",
    "setup_stock_unreachable": "The stock server does not answer. Check address, network and server.",
    "setup_stock_auth": "The stock server refuses the user or the password. Correct them in the address.",
    "setup_stock_rights": "The stock server does not let this user do what a till does. Give the rights.",
    "setup_stock_loading": "The stock server is still loading its data. Test again in a moment.",
    "setup_stock_copy": "This is a read-only copy of the stock server. Type the address of the original.",
    "setup_stock_cluster": "This is one node of a cluster, which a till cannot use. Type another server.",
    "setup_stock_old": "The stock server is too old ({version}): 6.2 is needed. Upgrade it.",
    "setup_stock_evicts": (
        "The stock server answers, but may throw counters away when it is full ({policy}). "
        "Set maxmemory-policy to noeviction there."
    ),
    "setup_stock_forgets": (
        "The stock server answers, but keeps nothing on disk. Set appendonly to yes there, "
        "or its counters are lost with a power cut."
    ),
    "setup_centre_fine": "The centre answers and has transactions. Everything is well.",
    "setup_centre_unreachable": "The centre does not answer. Check address, network and server.",
    "setup_centre_auth": "The centre refuses the user or the password. Correct them in the address.",
    "setup_centre_alone": (
        "The centre is a stand-alone server without transactions. Start it as a replica set; "
        "one node is enough."
    ),
    "setup_centre_fault": "The centre reports an error ({name}). Ask its keeper to look into its log.",
    "setup_printer_printed": "The test page was sent. Is it whole, with all signs and a straight ruler?",
    "setup_printer_away": "The printer cannot be reached. Check its address, cable and switch.",
    "setup_printer_forbidden": "The printer may not be used. Add this user to the group lp.",
    "setup_printer_mute": "The printer does not say how it is. Switch it off and on; it must speak ESC/POS.",
    "setup_printer_offline": "The printer is offline. Look at its lamps and its feed key.",
    "setup_printer_no_paper": "The printer has no paper. Put a roll in and print again.",
    "setup_printer_open": "The printer's cover is open. Close it and print again.",
    "setup_printer_stopped": "The printer stopped in the middle. Look at paper and cover, print again.",
}
