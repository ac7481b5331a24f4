/**
 * The trigger of a function that runs before an instance is given its first work. In the cloud that is when the app grows
 * to one more instance; here it is when somebody asks for it by {@code /admin/warmup}.
 */
@NullMarked
package dev.nephelite.function.trigger.warmup;

import org.jspecify.annotations.NullMarked;
