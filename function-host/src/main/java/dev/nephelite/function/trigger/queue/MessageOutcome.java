package dev.nephelite.function.trigger.queue;

/** What became of a message, and so what happens to it next. */
public enum MessageOutcome {
    /** It has done its work and goes. */
    DONE,
    /** It is tried again until it has been tried often enough. */
    FAILED,
    /** It never can be understood and is put aside at once. */
    UNREADABLE
}
