package dev.nephelite.junit;

/** Which tests share a cloud. */
public enum Isolation {
    /**
     * Each test method has a cloud of its own, with its own storage, functions, clock and faults, so that methods may run in
     * any order and at the same time.
     */
    METHOD,

    /**
     * All methods of a class share a cloud, including those of nested classes. What a method leaves behind is there for the
     * next one.
     */
    NONE
}
