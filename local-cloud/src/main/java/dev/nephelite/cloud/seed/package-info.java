/**
 * Test data in files: containers with blobs and queues with messages. Start at {@link Seed}. The formats are described in
 * docs/seed.md.
 */
@NullMarked
package dev.nephelite.cloud.seed;

import org.jspecify.annotations.NullMarked;
