/** What is measured rather than tested; each has a {@code main} of its own and is started by hand, see CONTRIBUTING. */
@NullMarked
package dev.nephelite.benchmark;

import org.jspecify.annotations.NullMarked;
