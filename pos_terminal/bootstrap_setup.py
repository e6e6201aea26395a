"""The adapters of the first-run page; with `bootstrap.py` and `bootstrap_day.py` all that names one."""

from pos_terminal.adapters.mongo.probe import probe as probe_mongo
from pos_terminal.adapters.redis_stock.probe import probe as probe_redis
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.config import Centre
from pos_terminal.setup_answers import Answers, Finding, centre_url, stock_url


def probe_stock(answers: Answers) -> Finding:
    """Whether a till can work with this stock server. Any thread; may wait."""
    return probe_redis(stock_url(answers.stock_url), SystemClock())


def probe_centre(answers: Answers) -> Finding:
    """Whether a till can work with this central database. Any thread; may wait."""
    return probe_mongo(centre_url(answers.centre_url), Centre().database)
