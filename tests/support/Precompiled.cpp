// Nothing: main.cpp takes no precompiled header, and without a file that does, the one that all tests share is not made.
