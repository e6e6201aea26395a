"""The command line: what was asked for, done, or one plain sentence on standard error.

Exit status 0 only when it was done.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.errors import PosError

if TYPE_CHECKING:
    from pos_terminal.config import Config
    from pos_terminal.session import RunOptions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; answers the exit status."""
    options = _parser().parse_args(arguments)
    # Without a log nothing is written down; Python's own way out would be a traceback on standard error.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return int(options.act(options))
    except PosError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        # The top of the main thread: what is ours is in the session's log, a person gets a sentence.
        logging.getLogger("pos.start").exception("failed")
        print(
            f"The till met a fault of its own ({type(error).__name__}: {error}); see its log.",
            file=sys.stderr,
        )
        return 70


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pos-terminal", description="Point of sale: scan, sell, print; goes on selling with no network."
    )
    parser.add_argument("--version", action="version", version=f"pos-terminal {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="open the cashier app")
    _config_option(run)
    run.add_argument(
        "--no-setup", action="store_true", help="without a configuration say so, and ask nothing"
    )
    run.add_argument("--control", type=Path, metavar="PATH", help="also take commands on this UNIX socket")
    run.add_argument("--trace", type=Path, metavar="FILE", help="write down when each line was painted")
    run.set_defaults(act=_run)

    demo = commands.add_parser("demo", help="open the app with a demo shop and simulated devices")
    demo.add_argument("--reset", action="store_true", help="begin with the demo shop afresh")
    demo.add_argument("--folder", type=Path, help="where the demo shop lives")
    demo.add_argument("--control", type=Path, metavar="PATH", help="also take commands on this UNIX socket")
    demo.set_defaults(act=_demo)

    catalog = commands.add_parser("catalog", help="the article file").add_subparsers(
        required=True, metavar="ACTION"
    )
    importing = catalog.add_parser("import", help="take in articles from a CSV file, also gzipped")
    importing.add_argument("file", type=Path)
    _config_option(importing)
    importing.add_argument("--report", type=Path, help="where rows that could not be used are listed")
    importing.add_argument(
        "--price-rule", choices=["gtin"], help="price articles that have none (for measurements)"
    )
    importing.set_defaults(act=_import)

    _journal_parser(commands.add_parser("journal", help="the journal"))
    _backup_parser(commands.add_parser("backup", help="copies of the till's files, and back"))
    _stock_parser(commands.add_parser("stock", help="the stock counters"))
    _staff_parser(commands.add_parser("staff", help="who works here"))
    _devices_parser(commands.add_parser("devices", help="scanners: what is plugged in, what they send"))
    return parser


def _journal_parser(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="check every event against its hash")
    verify.add_argument(
        "--export", type=Path, metavar="FILE", help="an exported file, not the till's journal"
    )
    verify.set_defaults(act=_verify)
    export = actions.add_parser("export", help="write the events as JSON lines that anybody can prove")
    export.add_argument("file", help="where to; - for standard output")
    told = "a business day (2026-11-23) or the number of an event"
    export.add_argument("--from", dest="first", default="", metavar="FIRST", help=told)
    export.add_argument("--to", dest="last", default="", metavar="LAST", help=told)
    export.set_defaults(act=_journal_export)
    show = actions.add_parser("show", help="tell a receipt's story, and show it")
    show.add_argument("receipt", metavar="RECEIPT")
    show.set_defaults(act=_journal_show)
    for action in (verify, export, show):
        _config_option(action)


def _backup_parser(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    making = actions.add_parser("now", help="back up into backup.folder and verify it")
    making.set_defaults(act=_backup_now)
    verify = actions.add_parser("verify", help="check every file of a backup, and the journal's chain")
    verify.add_argument("folder", type=Path)
    verify.set_defaults(act=_backup_verify)
    restore = actions.add_parser("restore", help="put a backup in the place of the till's data")
    restore.add_argument("folder", type=Path)
    restore.add_argument("--into", type=Path, metavar="DATA_FOLDER", help="another data folder")
    restore.add_argument(
        "--fill-from-centre",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="bring back what was sold after the backup and has reached the centre",
    )
    restore.add_argument("--new-series", action="store_true", help="go on in another receipt series")
    restore.set_defaults(act=_backup_restore)
    for action in (making, restore):
        _config_option(action)


def _stock_parser(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    init = actions.add_parser("init", help="take in a count from a CSV file, or make missing counters")
    init.add_argument("file", type=Path, nargs="?", help="columns: product_id or barcode, on_hand")
    init.add_argument("--count-id", default="", help="the same count is taken in once; without it by content")
    _config_option(init)
    init.set_defaults(act=_stock_init)
    reconcile = actions.add_parser("reconcile", help="compare the counters with the centre and mend them")
    reconcile.add_argument(
        "--raise", dest="raised", action="append", default=[], metavar="PRODUCT", help="raise if too low"
    )
    reconcile.add_argument("--minutes", type=int, help="look for so long (2; with --raise 16)")
    _config_option(reconcile)
    reconcile.set_defaults(act=_stock_reconcile)


def _staff_parser(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    add = actions.add_parser("add", help="take somebody on; asks for the PIN")
    add.add_argument("staff_id", metavar="ID")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=["cashier", "supervisor", "manager"])
    add.add_argument("--badge", default="", help="the code on the badge, as a scanner reads it")
    pin = actions.add_parser("pin", help="give somebody a new PIN; asks for it")
    pin.add_argument("staff_id", metavar="ID")
    off = actions.add_parser("off", help="somebody does not work here any more")
    off.add_argument("staff_id", metavar="ID")
    listing = actions.add_parser("list", help="show who works here")
    for action, act in ((add, _staff_add), (pin, _staff_pin), (off, _staff_off), (listing, _staff_list)):
        _config_option(action)
        action.set_defaults(act=act)


def _devices_parser(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser(
        "list", help="show what is plugged in, its mode, and whether it may be opened"
    )
    listing.add_argument("--json", action="store_true", help="as JSON")
    watch = actions.add_parser("watch", help="show live scans, looked into; Ctrl+C ends it")
    record = actions.add_parser(
        "record",
        help="watch one scanner and write all that it sends to a file",
        description="Of a scanner in keyboard mode only its own keys are recorded, never those of another "
        "keyboard. What it scans stands in the file: keep badges and gift cards out of a recording.",
    )
    replay = actions.add_parser("replay", help="show what a recording holds, as watch showed it")
    for action in (record, replay):
        action.add_argument("file", type=Path)
    replay.add_argument("--speed", choices=["max", "recorded"], default="max")
    selftest = actions.add_parser("selftest", help="write a sheet of barcodes and have each of them scanned")
    selftest.add_argument("--sheet", type=Path, default=Path("scanner-self-test.pdf"), help="PDF, or .png")
    for action in (watch, record, selftest):
        told = (
            "a scanner's name, vendor:product, a path, or tcp://HOST:PORT; without it all that are configured"
        )
        action.add_argument("device", nargs="?", default="", metavar="DEVICE", help=told)
        action.add_argument("--seconds", type=int, default=0, help="end after so long")
        action.add_argument("--scans", type=int, default=0, help="end after so many")
        action.add_argument("--layout", default="", help="keyboard layout, in place of the configuration's")
        action.add_argument("--quirk", default="", help="row of the quirks, in place of the configuration's")
        action.add_argument("--baud", type=int, default=0, help="in place of the configuration's")
    acts = (_devices_list, _devices_watch, _devices_record, _devices_replay, _devices_selftest)
    for action, act in zip((listing, watch, record, replay, selftest), acts, strict=True):
        _config_option(action)
        action.set_defaults(act=act)


def _config_option(parser: argparse.ArgumentParser) -> None:
    told = "the till's configuration (TOML); without it the machine's in /etc/pos-terminal, else this user's"
    parser.add_argument("--config", type=Path, metavar="FILE", help=told)


def _loaded(options: argparse.Namespace) -> "Config":
    """The configuration that was named, else the machine's, else this user's. Raises ConfigError."""
    from pos_terminal import config
    from pos_terminal.folders import find_config

    return config.load(find_config(options.config))


def _config_if_any(options: argparse.Namespace) -> "Config | None":
    """The configuration; None where none was named and there is none. Raises ConfigError."""
    from pos_terminal.folders import find_config, is_missing

    return None if options.config is None and is_missing(find_config(None)) else _loaded(options)


def _run(options: argparse.Namespace) -> int:
    from pos_terminal import start
    from pos_terminal.folders import find_config, is_missing

    if is_missing(find_config(options.config)) and start.has_screen() and not options.no_setup:
        from pos_terminal import setup_session

        return setup_session.run(options.config)

    def run_options() -> "RunOptions":
        from pos_terminal.session import RunOptions

        return RunOptions(control=options.control, trace=options.trace)

    return start.run(_loaded(options), run_options)


def _demo(options: argparse.Namespace) -> int:
    from pos_terminal import demo

    return demo.run(options.folder, reset=options.reset, control=options.control)


def _import(options: argparse.Namespace) -> int:
    from pos_terminal import bootstrap
    from pos_terminal.folders import paths_of

    loaded = _loaded(options)
    report = options.report or paths_of(loaded).folder / "import-report.csv"
    report.parent.mkdir(parents=True, exist_ok=True)
    result = bootstrap.import_catalogue(loaded, options.file, report, options.price_rule)
    print(
        f"{result.articles} articles with {result.codes} codes from {result.rows} rows; "
        f"{result.merged} named again, {result.rejected} not used, "
        f"{result.doubtful} with a wrong check digit: see {report}."
    )
    return 0


def _verify(options: argparse.Namespace) -> int:
    from pos_terminal import journal_command as journal

    if options.export is not None:
        return journal.verify_export(options.export, print, _complain)
    return journal.verify(_loaded(options), print, _complain)


def _journal_export(options: argparse.Namespace) -> int:
    from pos_terminal import journal_command as journal

    return journal.export(_loaded(options), options.file, options.first, options.last, print)


def _journal_show(options: argparse.Namespace) -> int:
    from pos_terminal import journal_command as journal

    return journal.show(_loaded(options), options.receipt, print)


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _backup_now(options: argparse.Namespace) -> int:
    from pos_terminal import backup_command as backup

    return backup.now(_loaded(options), print)


def _backup_verify(options: argparse.Namespace) -> int:
    from pos_terminal import backup_command as backup

    return backup.verify(options.folder, print)


def _backup_restore(options: argparse.Namespace) -> int:
    from pos_terminal import backup_command as backup

    wishes = backup.Wishes(options.into, options.fill_from_centre, options.new_series)
    config = backup.settings_of(options.folder, options.config)
    return backup.restore(config, options.folder, wishes, print)


def _stock_init(options: argparse.Namespace) -> int:
    from pos_terminal import stock_command

    return stock_command.init(_loaded(options), options.file, options.count_id, print)


def _stock_reconcile(options: argparse.Namespace) -> int:
    from pos_terminal import stock_command

    return stock_command.reconcile(_loaded(options), options.raised, options.minutes, print)


def _staff_add(options: argparse.Namespace) -> int:
    from pos_terminal import staff_command as staff

    member = staff.new_member(options.staff_id, options.name, options.role, options.badge)
    return staff.add(_loaded(options), member, staff.ask_pin, print)


def _staff_pin(options: argparse.Namespace) -> int:
    from pos_terminal import staff_command as staff

    return staff.change_pin(_loaded(options), options.staff_id, staff.ask_pin, print)


def _staff_off(options: argparse.Namespace) -> int:
    from pos_terminal import staff_command as staff

    return staff.switch_off(_loaded(options), options.staff_id, print)


def _staff_list(options: argparse.Namespace) -> int:
    from pos_terminal import staff_command as staff

    return staff.show(_loaded(options), print)


def _devices_list(options: argparse.Namespace) -> int:
    from pos_terminal import devices_command as devices

    return devices.show(_config_if_any(options), print, as_json=options.json)


def _devices_watch(options: argparse.Namespace) -> int:
    from pos_terminal import devices_command as devices

    return devices.watch(_config_if_any(options), devices.wishes_of(options), _say_now, _complain)


def _devices_record(options: argparse.Namespace) -> int:
    from pos_terminal import devices_command as devices

    wishes = devices.wishes_of(options)
    return devices.record(_config_if_any(options), wishes, options.file, _say_now, _complain)


def _devices_replay(options: argparse.Namespace) -> int:
    from pos_terminal import devices_command as devices

    recorded = options.speed == "recorded"
    config = _config_if_any(options)
    return devices.replay(config, options.file, _say_now, _complain, recorded_speed=recorded)


def _devices_selftest(options: argparse.Namespace) -> int:
    from pos_terminal import devices_command as devices

    wishes = devices.wishes_of(options)
    return devices.self_test(_config_if_any(options), wishes, options.sheet, _say_now, _complain)


def _say_now(line: str) -> None:
    """Also through a pipe as it happens."""
    print(line, flush=True)
