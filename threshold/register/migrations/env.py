"""Run by alembic: the steps are taken in the transaction that asked for them."""

from alembic import context

from threshold.register.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
