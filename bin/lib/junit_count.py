"""Counts in JUnit XML reports: prints `PASSED FAILED` over all files given. A skipped test counts as
neither."""
import sys
import xml.etree.ElementTree

passed = failed = 0
for path in sys.argv[1:]:
    suite = xml.etree.ElementTree.parse(path).getroot()
    bad = int(suite.get("failures")) + int(suite.get("errors"))
    failed += bad
    passed += int(suite.get("tests")) - bad - int(suite.get("skipped"))
print(passed, failed)
