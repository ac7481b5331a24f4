package dev.nephelite.queue;

import dev.nephelite.emulator.auth.StoredAccessPolicies;
import dev.nephelite.emulator.auth.StoredAccessPolicies.StoredAccessPolicy;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import org.jspecify.annotations.Nullable;

/** The stored access policies of the queues of a store. */
record QueuePolicies(QueueStore store) implements StoredAccessPolicies {
    @Override
    public @Nullable StoredAccessPolicy find(String account, String resource, String id) {
        QueueName queue = QueueName.parse(resource);
        return store.read(view -> view.queue(account, queue))
                .map(found -> found.policies().find(id))
                .orElse(null);
    }
}
