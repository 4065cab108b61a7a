export * from "@caleche/storage-memory"
