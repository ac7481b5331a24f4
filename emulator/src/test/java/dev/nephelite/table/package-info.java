/**
 * A third service, as a module of its own would bring it: it sees only what is public. Start at {@link ThirdServiceTest}.
 */
@NullMarked
package dev.nephelite.table;

import org.jspecify.annotations.NullMarked;
