/**
 * The work, in groups that can be run one by one: a class per group, each of which gets its {@code Turn} with one server
 * after the other. {@code GroupName} lists them.
 */
@NullMarked
package dev.nephelite.benchmark.group;

import org.jspecify.annotations.NullMarked;
