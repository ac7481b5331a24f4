/**
 * A JUnit extension that gives each test a local cloud of its own, in the JVM of the test. Start at {@link
 * dev.nephelite.junit.NepheliteTest}, which registers the {@link dev.nephelite.junit.NepheliteExtension}; tests get a
 * {@link dev.nephelite.junit.cloud.TestCloud}.
 *
 * <p>This package and package {@code cloud} are all that a test sees, and need nothing but the API of JUnit. The cloud itself
 * is loaded by {@code RuntimeClassLoader}; package {@code bridge} is the interface between the two.
 */
@NullMarked
package dev.nephelite.junit;

import org.jspecify.annotations.NullMarked;
