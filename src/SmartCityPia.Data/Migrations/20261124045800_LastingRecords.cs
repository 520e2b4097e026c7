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

            migrationBuilder.Sql(Configurations.LastingRecords.AppendOnly);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Configurations.LastingRecords.UndoAppendOnly);

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
