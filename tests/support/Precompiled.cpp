// Nothing but the precompiled headers of the tests: main.cpp is compiled without them, and a library none of whose
// sources uses them does not make them.
