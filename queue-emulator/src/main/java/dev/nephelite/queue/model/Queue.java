package dev.nephelite.queue.model;

import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.value.Metadata;

/**
 * A queue, without its messages.
 *
 * @param generation the number under which the messages are stored; creating or clearing a queue assigns a new one
 * @param policies the stored access policies
 */
public record Queue(QueueName name, Metadata metadata, long generation, StoredAccessPolicyList policies) {
    /** A queue without stored access policies. */
    public Queue(QueueName name, Metadata metadata, long generation) {
        this(name, metadata, generation, StoredAccessPolicyList.NONE);
    }

    /** This queue with other metadata. */
    public Queue with(Metadata other) {
        return new Queue(name, other, generation, policies);
    }

    /** This queue with other policies. */
    public Queue with(StoredAccessPolicyList other) {
        return new Queue(name, metadata, generation, other);
    }

    /** This queue without its messages. */
    public Queue cleared(long newGeneration) {
        return new Queue(name, metadata, newGeneration, policies);
    }
}
