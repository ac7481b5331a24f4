package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes what accounts have stored, whatever protects it: leases, legal holds and retention have no effect. It takes time
 * for each container, but not for what is in it, which is left to the garbage collector.
 */
record BlobReset(Transaction transaction, BlobDeleter blobDeleter) {
    /**
     * Removes all containers, also those that could be restored, and the service properties.
     *
     * @param account null for all accounts
     * @param kept the names of containers that stay as they are
     */
    void reset(@Nullable String account, Predicate<String> kept) {
        transaction.freesSpace();
        RecordKey from =
                account == null ? RecordKey.FIRST : BlobTables.account(account).children();
        RecordKey to = account == null
                ? RecordKey.AFTER_ALL
                : BlobTables.account(account).afterChildren();
        Predicate<RecordKey> removed = key -> !kept.test(key.part(1));
        remove(BlobTables.CONTAINERS, from, to, removed).forEach(blobDeleter::abandon);
        remove(BlobTables.DELETED_CONTAINERS, from, to, removed)
                .forEach(deleted -> blobDeleter.abandon(deleted.container()));
        remove(BlobTables.COPIES, from, to, removed);
        if (account == null) {
            remove(BlobTables.PROPERTIES, from, to, key -> true);
        } else {
            transaction.remove(BlobTables.PROPERTIES, BlobTables.account(account));
        }
    }

    /** Removes some of the records between two keys and returns them. */
    private <V> List<V> remove(Table<V> table, RecordKey from, RecordKey to, Predicate<RecordKey> wanted) {
        List<Map.Entry<RecordKey, V>> records = transaction
                .scan(table, from, to)
                .filter(entry -> wanted.test(entry.getKey()))
                .toList();
        records.forEach(entry -> transaction.remove(table, entry.getKey()));
        return records.stream().map(Map.Entry::getValue).toList();
    }
}
