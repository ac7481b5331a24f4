package com.example.modules.core;

/** What the articles cost. */
public final class Prices {
    private Prices() {}

    public static String of(String article) {
        return article + " costs " + article.length() + " euros";
    }
}
