//! The stories: what people may rely on, one file a subject. One binary, since linking is the slow
//! part of a test run.
