"""The central MongoDB, as section "MongoDB" of the contract describes it. Sole importer of pymongo."""
