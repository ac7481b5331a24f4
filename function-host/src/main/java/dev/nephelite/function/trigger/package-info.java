/**
 * Triggers: what makes a function run. Start at {@link TriggerType}; each type is in a subpackage, and CONTRIBUTING.md
 * says how to add one. A trigger finds its event, keeps it safe until the function has run, and settles it;
 * {@link Invoker} binds inputs and outputs and calls the function.
 */
@NullMarked
package dev.nephelite.function.trigger;

import org.jspecify.annotations.NullMarked;
