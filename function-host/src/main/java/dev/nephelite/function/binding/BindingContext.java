package dev.nephelite.function.binding;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.trigger.eventgrid.LocalTopics;

/**
 * What bindings of one app have in common.
 *
 * @param topics of this host, for events that go to no other
 */
public record BindingContext(AppSettings settings, HostSettings host, StorageAccounts storage, LocalTopics topics) {}
