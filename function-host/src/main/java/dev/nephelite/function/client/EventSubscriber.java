package dev.nephelite.function.client;

/** Hears what changes in a storage account. Called by one thread at a time, which must not be made to wait. */
public interface EventSubscriber {
    /** From now on every change is told. What changed earlier has to be looked for. */
    void connected();

    /** From now on changes may go untold. Not called before the first {@link #connected}. */
    void disconnected();

    void changed(StorageEvent event);
}
