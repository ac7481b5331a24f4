package dev.nephelite.queue.model;

import dev.nephelite.emulator.value.Metadata;

/**
 * A queue, without its messages.
 *
 * @param generation tells the messages of this queue from those of every other, and from those it had before it was last
 *     created or cleared
 */
public record Queue(QueueName name, Metadata metadata, long generation) {
    /** This queue with other metadata. */
    public Queue with(Metadata other) {
        return new Queue(name, other, generation);
    }

    /** This queue without its messages. */
    public Queue cleared(long newGeneration) {
        return new Queue(name, metadata, newGeneration);
    }
}
