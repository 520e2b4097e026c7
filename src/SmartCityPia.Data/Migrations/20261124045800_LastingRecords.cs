using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class LastingRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "opinion_by_id",
                table: "reviews");

            migrationBuilder.AddCheckConstraint(
                name: "ck_audit_events_at",
                table: "audit_events",
                sql: "at >= '2000-01-01 00:00Z' and at < '3000-01-01 00:00Z'");

            migrationBuilder.Sql("""
                create function refuse_change_of_record() returns trigger language plpgsql as
                $$ begin raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation'; end $$;
                create trigger append_only before update or delete or truncate on assessment_versions
                for each statement execute function refuse_change_of_record();
                create trigger append_only before update or delete or truncate on review_conditions
                for each statement execute function refuse_change_of_record();
                create trigger append_only before update or delete or truncate on condition_closures
                for each statement execute function refuse_change_of_record();
                create trigger append_only before update or delete or truncate on trigger_answers
                for each statement execute function refuse_change_of_record();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop trigger append_only on assessment_versions;
                drop trigger append_only on review_conditions;
                drop trigger append_only on condition_closures;
                drop trigger append_only on trigger_answers;
                drop function refuse_change_of_record();
                """);

            migrationBuilder.DropCheckConstraint(
                name: "ck_audit_events_at",
                table: "audit_events");

            migrationBuilder.AddColumn<Guid>(
                name: "opinion_by_id",
                table: "reviews",
                type: "uuid",
                nullable: true);
        }
    }
}
