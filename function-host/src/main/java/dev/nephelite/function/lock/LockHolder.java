package dev.nephelite.function.lock;

/** Who does what a lock is for. Called by one thread at a time, which may be made to wait. */
public interface LockHolder {
    /** From now on it is ours to do. */
    void acquired();

    /** It is ours no longer; another host may be doing it already. */
    void lost();

    /**
     * The lock cannot be asked for; told once until it can be again.
     *
     * @param reason a sentence that names what does not answer
     */
    void hindered(String reason);
}
