"""Which texts dateutil.parser.parse and datetime.strptime read: the tests behind two expectations.
Texts that dateutil reads on some days of the year only ("31" in a short month) are left out.

Run from the root of the repository: python tests/golden/generate/python_dates.py
Writes tests/golden/validation/python-dates.json.
"""

import datetime
import json
import platform
import random
import warnings

import dateutil
from dateutil.parser import parse

warnings.filterwarnings("ignore")
random.seed(7)

SEEDS = """2020-01-31|2020-02-30|31/01/2020|13/13/2020|1/2/3|2020|99|7|0|32|100|20200131|202001|2020013|200131|20200131T101500
2020-01-31 10:00|2020-01-31T10:00:00Z|2020-01-31T10:00:00.123456+02:00|10:30|25:00|10:60|10h30m|10 h 30 m 5 s|12 am|13 pm|0 am
Jan 5 2020|5 Jan 2020|5th of March 2021|March|Mar 2020|Sept 2020|Sep.20.2009|Sat|Saturday 5|Sat, 12 Dec 2009 10:00:00 GMT
12/31/99|31.12.1999 23:59|1.2.3.4|2020/13/01|01-Jan-99|Jan-01-1999|Jan of 01|10:00 GMT+3|10:00 EST|10:00 BRST+3|10:00 -0300 (BRST)
not a date|abc|at|,|-|--|+|2020-|2020-01|2020-1-5|nan|inf|1e5|12.5|12,5|10:30:45,5|1999 12 31|12 1999|31 12|feb 29|29 feb 2021
2020-W05-1|2020-031|T10|today|now|1,234|5 5 5 5|2020-01-01-01|10.10.10|3:4:5|3:4:5:6|am|a|z|Z|UTC|10 UTC|2020-01-01 24:00|Ünï""".replace("\n", "|").split("|")
PIECES = ["2020", "1", "12", "31", "Jan", "March", "10:30", "am", "Z", "-", "/", ".", " ", ",", "T", "+02:00", "Sat", "h", "x", "99", ":", "5th"]

texts = list(SEEDS)
while len(texts) < 1500:
    if random.random() < 0.5:
        texts.append("".join(random.choice(PIECES) for _ in range(random.randint(1, 7))))
    else:
        base = list(random.choice(SEEDS))
        at = random.randrange(len(base) + 1)
        base[at:at + random.randint(0, 1)] = random.choice(PIECES) if random.random() < 0.6 else ""
        texts.append("".join(base))
texts = sorted(set(texts))


def reads_on(text, month):
    try:
        parse(text, default=datetime.datetime(datetime.date.today().year, month, 1))
        return True
    except (ValueError, OverflowError):
        return False
    except Exception:
        return None


def reads(text):
    january, february = reads_on(text, 1), reads_on(text, 2)
    return january if january == february else None


loose = [[text, reads(text)] for text in texts]

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M:%S%z", "%d %b %Y", "%d %B %Y",
           "%I:%M %p", "%A %d %B", "%Y%m%d", "%j %Y", "%%%Y", "%m/%d", "%c", "%x", "%X", "(%Y)", "%d.%m.%Y  %H:%M", "%b %d, %Y"]
MOMENTS = [datetime.datetime(2020, 2, 29, 23, 59, 59, 123456), datetime.datetime(1999, 12, 31), datetime.datetime(2021, 1, 5, 1, 2, 3)]
strict = []
for form in FORMATS:
    made = {moment.strftime(form) for moment in MOMENTS} | {"2021-02-29", "29/02/2021", "31 Feb 2020", "", "x", "60:00:00", "23:59:60"}
    for text in sorted(made):
        for changed in {text, text + " ", " " + text, text[:-1], text.upper(), text.replace("0", ""), text.replace("2", "3"), text + "+02:00"}:
            try:
                datetime.datetime.strptime(changed, form)
                good = True
            except ValueError:
                good = False
            strict.append([form, changed, good])

out = {
    "source": f"dateutil {dateutil.__version__}, Python {platform.python_version()}",
    "command": "python tests/golden/generate/python_dates.py",
    "year": datetime.date.today().year,
    "loose": [entry for entry in loose if entry[1] is not None],
    "strict": [list(entry) for entry in sorted(set(map(tuple, strict)))],
}
with open("tests/golden/validation/python-dates.json", "w") as f:
    json.dump(out, f, ensure_ascii=False, separators=(",", ":"))
    f.write("\n")
print(len(out["loose"]), len(out["strict"]), sum(good for _, good in out["loose"]))
