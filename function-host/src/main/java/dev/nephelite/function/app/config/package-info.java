/**
 * The configuration of a function app: {@link AppSettings}, {@link HostSettings} ({@code host.json}) and
 * {@link LocalSettings} ({@code local.settings.json}).
 */
@NullMarked
package dev.nephelite.function.app.config;

import org.jspecify.annotations.NullMarked;
