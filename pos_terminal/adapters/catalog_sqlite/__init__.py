"""The local replica of the article file, in one SQLite file that is never written in place.

schema.py      the file's form
edits.py       articles changed one by one, in a small file beside it; on the articles thread
layers.py      both files as one: a changed article hides the listed one
replica.py     looking up; on the core thread
search.py      as the cashier types; on the lookup thread
folding.py     one spelling for what people write differently
rows.py, build.py, csv_import.py   a new file from a list; in a process of its own
"""
