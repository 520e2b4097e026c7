using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class ReviewAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "review_again_on",
                table: "reviews",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    noticed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    happened_on = table.Column<DateOnly>(type: "date", nullable: true),
                    row_ids = table.Column<List<Guid>>(type: "uuid[]", maxLength: 100, nullable: false),
                    severity = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: false),
                    reported_on = table.Column<DateOnly>(type: "date", nullable: true),
                    report_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incidents", x => x.id);
                    table.CheckConstraint("ck_incidents_report", "report in ('Reported', 'NotRequired', 'StillToDecide')");
                    table.CheckConstraint("ck_incidents_severity", "severity between 1 and 4");
                    table.ForeignKey(
                        name: "fk_incidents_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "trigger_answers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    keys = table.Column<List<string>>(type: "text[]", nullable: false),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trigger_answers", x => x.id);
                    table.CheckConstraint("ck_trigger_answers_kind", "kind in ('Date', 'Description', 'CityFindings', 'Incident')");
                    table.ForeignKey(
                        name: "fk_trigger_answers_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_trigger_answers_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_incidents_assessment_id_recorded_at",
                table: "incidents",
                columns: new[] { "assessment_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_trigger_answers_assessment_id",
                table: "trigger_answers",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_trigger_answers_review_id_id",
                table: "trigger_answers",
                columns: new[] { "review_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incidents");

            migrationBuilder.DropTable(
                name: "trigger_answers");

            migrationBuilder.DropColumn(
                name: "review_again_on",
                table: "reviews");
        }
    }
}
