//! Checks of data sets and of the command line.
