package dev.nephelite.queue;

import dev.nephelite.emulator.auth.StoredPolicies;
import dev.nephelite.emulator.auth.StoredPolicy;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import org.jspecify.annotations.Nullable;

/** The stored access policies of the queues of a store. */
record QueuePolicies(QueueStore store) implements StoredPolicies {
    @Override
    public @Nullable StoredPolicy find(String account, String resource, String id) {
        QueueName queue = QueueName.parse(resource);
        return store.read(view -> view.queue(account, queue))
                .map(found -> found.policies().find(id))
                .orElse(null);
    }
}
