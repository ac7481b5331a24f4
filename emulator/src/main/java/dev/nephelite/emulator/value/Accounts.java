package dev.nephelite.emulator.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts an emulator serves, by name. */
public final class Accounts {
    /** What an emulator serves unless it is told otherwise. */
    public static final Accounts DEVELOPMENT = new Accounts(List.of(Account.DEVELOPMENT));

    private static final String FORM = "write name:key1 or name:key1:key2, several accounts separated by semicolons";
    private static final int MAXIMUM_KEYS = 2;

    private final Map<String, Account> byName = new LinkedHashMap<>();

    public Accounts(Collection<Account> accounts) {
        for (Account account : accounts) {
            if (byName.put(account.name(), account) != null) {
                throw new IllegalArgumentException("the account \"" + account.name() + "\" is given twice");
            }
        }
    }

    /**
     * Reads accounts as the variable {@code AZURITE_ACCOUNTS} gives them: {@code name:key1:key2;name2:key1}.
     *
     * @throws IllegalArgumentException saying which part is wrong and how to write it; keys are never repeated
     */
    public static Accounts parse(String text) {
        List<Account> accounts = new ArrayList<>();
        String[] parts = text.split(";", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            if (!part.isEmpty()) {
                accounts.add(account(part, i + 1));
            }
        }
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("no account is given; " + FORM);
        }
        return new Accounts(accounts);
    }

    /** Returns the account of that name, or null when there is none. */
    public @Nullable Account find(String name) {
        return byName.get(name);
    }

    /** Returns every account, in the order they were given. */
    public Collection<Account> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    private static Account account(String part, int position) {
        String[] pieces = part.split(":", -1);
        String name = pieces[0].strip();
        String where = "part " + position + (Account.isName(name) ? " (" + name + "): " : ": ");
        if (pieces.length == 1) {
            // The one piece may be a key whose name was forgotten, so it is not repeated.
            throw new IllegalArgumentException("part " + position + ": no colon between name and key; " + FORM);
        }
        if (pieces.length > 1 + MAXIMUM_KEYS) {
            throw new IllegalArgumentException(
                    where + "found " + (pieces.length - 1) + " keys where one or two belong; " + FORM);
        }
        try {
            List<SigningKey> keys = new ArrayList<>();
            for (int i = 1; i < pieces.length; i++) {
                keys.add(SigningKey.parse(pieces[i].strip()));
            }
            return new Account(name, keys);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(where + refused.getMessage() + "; " + FORM, refused);
        }
    }
}
