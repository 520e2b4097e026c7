using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class Auditors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    corrects_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    version_number = table.Column<int>(type: "integer", nullable: true),
                    step = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    for_agency = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_notes", x => x.id);
                    table.CheckConstraint("ck_audit_notes_step", "step in ('Screening', 'Service', 'Stakeholders', 'Data', 'Flows', 'Findings', 'Principles', 'Risks', 'Measures', 'Check')");
                    table.ForeignKey(
                        name: "fk_audit_notes_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_audit_notes_audit_notes_corrects_id",
                        column: x => x.corrects_id,
                        principalTable: "audit_notes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "auditor_grants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessments = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    granted_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    granted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_because = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    whole_city = table.Column<bool>(type: "boolean", nullable: false),
                    agencies = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    purpose = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_auditor_grants", x => x.id);
                    table.CheckConstraint("ck_auditor_grants_period", "last_day >= first_day");
                    table.CheckConstraint("ck_auditor_grants_revoked", "(revoked_at is null) = (revoked_because is null)");
                    table.ForeignKey(
                        name: "fk_auditor_grants_asp_net_users_account_id",
                        column: x => x.account_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_files",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    produced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_files", x => x.sha256);
                    table.ForeignKey(
                        name: "fk_report_files_assessment_versions_version_id",
                        column: x => x.version_id,
                        principalTable: "assessment_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_notes_assessment_id_id",
                table: "audit_notes",
                columns: new[] { "assessment_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_notes_corrects_id",
                table: "audit_notes",
                column: "corrects_id");

            migrationBuilder.CreateIndex(
                name: "ix_auditor_grants_account_id_last_day",
                table: "auditor_grants",
                columns: new[] { "account_id", "last_day" });

            migrationBuilder.CreateIndex(
                name: "ix_report_files_version_id",
                table: "report_files",
                column: "version_id");

            migrationBuilder.Sql("""
                create function refuse_change_of_audit_note() returns trigger language plpgsql as
                $$ begin raise exception 'audit notes are only ever added' using errcode = 'restrict_violation'; end $$;
                create trigger append_only before update or delete or truncate on audit_notes
                for each statement execute function refuse_change_of_audit_note();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop trigger append_only on audit_notes;
                drop function refuse_change_of_audit_note();
                """);

            migrationBuilder.DropTable(
                name: "audit_notes");

            migrationBuilder.DropTable(
                name: "auditor_grants");

            migrationBuilder.DropTable(
                name: "report_files");
        }
    }
}
