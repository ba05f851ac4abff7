//! The account's own look: CSS that administrators added. Changing it lives in `account`.

use sqlx::SqliteConnection;

use crate::error::Error;

/// The CSS for every page; empty before there is an account.
pub async fn custom_styles(conn: &mut SqliteConnection) -> Result<String, Error> {
    let styles: Option<String> =
        sqlx::query_scalar("select custom_styles from account").fetch_optional(conn).await?;
    Ok(styles.unwrap_or_default())
}
