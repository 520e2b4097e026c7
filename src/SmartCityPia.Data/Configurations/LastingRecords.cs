namespace SmartCityPia.Data.Configurations;

/// <summary>
/// What somebody signed or put on the record, and what a signature is about: added, never changed. The database itself
/// refuses to, to its own application too; <see cref="Trail.CheckTrail"/> notices a version that was changed all the same.
/// </summary>
public static class LastingRecords
{
    private static readonly string[] Tables = ["assessment_versions", "review_conditions", "condition_closures", "trigger_answers"];

    public static readonly string AppendOnly = """
        create function refuse_change_of_record() returns trigger language plpgsql as
        $$ begin raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation'; end $$;
        """ + string.Concat(Tables.Select(table => $"""

        create trigger append_only before update or delete or truncate on {table}
        for each statement execute function refuse_change_of_record();
        """));

    public static readonly string UndoAppendOnly =
        string.Concat(Tables.Select(table => $"drop trigger append_only on {table};\n")) + "drop function refuse_change_of_record();";
}
