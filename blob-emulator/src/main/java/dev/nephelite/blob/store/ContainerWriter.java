package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ETag;
import java.time.Instant;

/** The part of a change that is about accounts and containers. */
public abstract sealed class ContainerWriter extends BlobReader permits BlobWriter {
    private final Transaction transaction;
    private final BlobDeleter blobDeleter;

    ContainerWriter(Transaction transaction, Store store, Clock clock, BlobDeleter blobDeleter) {
        super(transaction, store, clock);
        this.transaction = transaction;
        this.blobDeleter = blobDeleter;
    }

    /** The moment of the change, on the store's clock. */
    public Instant now() {
        return transaction.now();
    }

    /** Declares that this change frees space, so that it succeeds on a full disk, too. */
    public void freesSpace() {
        transaction.freesSpace();
    }

    /** A revision that differs from every other, of this moment. */
    public Revision nextRevision() {
        return new Revision(ETag.of(transaction.ticks()), transaction.now());
    }

    /** A number that no container and no blocks have or had. */
    public long nextGeneration() {
        return transaction.ticks();
    }

    public void put(String account, ServiceProperties serviceProperties) {
        transaction.put(BlobTables.SETTINGS, BlobTables.account(account), serviceProperties);
    }

    public void put(String account, Container container) {
        transaction.put(BlobTables.CONTAINERS, BlobTables.container(account, container.name()), container);
    }

    /** Deletes a container and everything in it. */
    public void delete(String account, Container container) {
        transaction.remove(BlobTables.CONTAINERS, BlobTables.container(account, container.name()));
        blobDeleter.abandon(container);
    }

    /** Takes a container away from its name and keeps it, and everything in it, for as long as the deletion says. */
    public void setAside(String account, Container container, Deletion deletion) {
        blobDeleter.setAside(account, container, deletion);
    }

    /** Gives a container that was set aside back to its name, which must be free. */
    public void bringBack(String account, DeletedContainer deleted) {
        Container container = deleted.container();
        transaction.remove(
                BlobTables.DELETED_CONTAINERS, BlobTables.deleted(account, container.name(), deleted.version()));
        put(account, container);
    }
}
