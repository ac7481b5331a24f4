package dev.nephelite.function.binding;

import dev.nephelite.function.app.HostSettings;
import dev.nephelite.function.app.Settings;
import dev.nephelite.function.client.StorageAccounts;

/** What bindings of one app have in common. */
public record BindingContext(Settings settings, HostSettings host, StorageAccounts storage) {}
