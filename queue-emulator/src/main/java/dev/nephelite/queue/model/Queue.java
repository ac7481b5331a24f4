package dev.nephelite.queue.model;

import dev.nephelite.emulator.service.SignedIdentifiers;
import dev.nephelite.emulator.value.Metadata;

/**
 * A queue, without its messages.
 *
 * @param generation tells the messages of this queue from those of every other, and from those it had before it was last
 *     created or cleared
 * @param policies the stored access policies that signatures may name
 */
public record Queue(QueueName name, Metadata metadata, long generation, SignedIdentifiers policies) {
    /** A queue that only its owner may use. */
    public Queue(QueueName name, Metadata metadata, long generation) {
        this(name, metadata, generation, SignedIdentifiers.NONE);
    }

    /** This queue with other metadata. */
    public Queue with(Metadata other) {
        return new Queue(name, other, generation, policies);
    }

    /** This queue with other policies. */
    public Queue with(SignedIdentifiers other) {
        return new Queue(name, metadata, generation, other);
    }

    /** This queue without its messages. */
    public Queue cleared(long newGeneration) {
        return new Queue(name, metadata, newGeneration, policies);
    }
}
