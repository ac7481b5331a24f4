package dev.nephelite.emulator.value;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts that do not change. */
final class FixedAccounts implements Accounts {
    private final Map<String, Account> byName = new LinkedHashMap<>();

    FixedAccounts(Collection<Account> accounts) {
        for (Account account : accounts) {
            if (byName.put(account.name(), account) != null) {
                throw new IllegalArgumentException("the account \"" + account.name() + "\" is given twice");
            }
        }
    }

    @Override
    public @Nullable Account find(String name) {
        return byName.get(name);
    }

    @Override
    public Collection<Account> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
