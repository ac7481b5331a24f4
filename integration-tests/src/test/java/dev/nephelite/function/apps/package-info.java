/**
 * Tests of function apps as users write them, in {@code integration-tests/apps}: each is run from the folder that
 * Azure's Maven plugin staged, and again from its classes, and has to behave the same.
 */
@NullMarked
package dev.nephelite.function.apps;

import org.jspecify.annotations.NullMarked;
