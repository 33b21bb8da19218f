//! What a viewer sees: thin components over `app::view`.
