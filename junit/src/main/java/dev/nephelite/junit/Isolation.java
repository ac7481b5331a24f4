package dev.nephelite.junit;

/** Which tests share a cloud. */
public enum Isolation {
    /**
     * Each test method has a cloud of its own, with its own storage, functions, clock and faults, so that methods may run in
     * any order and at the same time.
     */
    METHOD,

    /**
     * All methods of a class share a cloud, including those of nested classes. Its storage is saved when the first method begins,
     * after what methods with {@code @BeforeAll} have prepared, and restored after each method. The clock shows the machine's
     * time again, and there are no faults and no invocations. This suits tests that all need the same large data.
     *
     * <p>Timers stay as they are, so tests that move the clock to fire timers need {@link #METHOD}. The methods cannot run at the same
     * time.
     */
    SNAPSHOT,

    /**
     * All methods of a class share a cloud, including those of nested classes. What a method leaves behind is there for the
     * next one.
     */
    NONE
}
