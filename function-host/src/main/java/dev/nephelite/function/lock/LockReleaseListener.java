package dev.nephelite.function.lock;

import dev.nephelite.function.client.EventSubscriber;
import dev.nephelite.function.client.StorageEvent;

/** Hears that another host has given a lock up, for then the blob of the lock is written. */
record LockReleaseListener(String blob, Runnable released) implements EventSubscriber {
    private static final String CREATED = "Microsoft.Storage.BlobCreated";

    @Override
    public void connected() {
        released.run();
    }

    @Override
    public void disconnected() {}

    @Override
    public void changed(StorageEvent event) {
        if (event.type().equals(CREATED) && event.subject().endsWith("/blobs/" + blob)) {
            released.run();
        }
    }
}
