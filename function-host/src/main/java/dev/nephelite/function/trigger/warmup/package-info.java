/**
 * The warmup trigger, whose function runs before an instance gets its first work. In the cloud that happens when an app
 * scales out; here, {@code /admin/warmup} invokes it. Start at {@link WarmupTrigger}.
 */
@NullMarked
package dev.nephelite.function.trigger.warmup;

import org.jspecify.annotations.NullMarked;
