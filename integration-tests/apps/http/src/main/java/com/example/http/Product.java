package com.example.http;

/** An object as people write it for Gson: private fields, and what they need of accessors. */
public class Product {
    private String category;
    private int id;
    private double price;

    public Product() {}

    public Product(String category, int id, double price) {
        this.category = category;
        this.id = id;
        this.price = price;
    }

    public String getCategory() {
        return category;
    }

    public int getId() {
        return id;
    }

    public double getPrice() {
        return price;
    }
}
